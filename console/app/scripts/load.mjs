// Loads a source of the pages as Vite would, without a browser.
import { createServer } from 'vite';

// As much of a browser as they ask for when they are loaded.
const stage = { location: { hash: '' }, navigator: { language: 'en' }, document: { baseURI: 'http://ns/behind/', documentElement: { dataset: {} } }, addEventListener: () => undefined };
for (const [name, value] of Object.entries(stage)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

const vite = await createServer({ server: { middlewareMode: true, watch: null, ws: false }, appType: 'custom', logLevel: 'error', optimizeDeps: { noDiscovery: true } });

export const load = (path) => vite.ssrLoadModule(path);
export const close = () => vite.close();
