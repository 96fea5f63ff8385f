import { common } from '../texts/common';
import { Page } from '../ui/parts';

export function Config() {
  return <Page title={common.value.config}> </Page>;
}
