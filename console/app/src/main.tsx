import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/pages.css';
import './styles/events.css';
import './styles/peers.css';
import './styles/settings.css';
import { App } from './app';
import { startServer } from './api/server';
import { startStream } from './api/stream';
import { startKeys } from './ui/keys';

startStream();
startServer();
startKeys();

const home = document.getElementById('app');
if (home) render(<App />, home);
