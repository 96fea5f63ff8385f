import { common } from '../texts/common';
import { Page } from '../ui/parts';

export function Events() {
  return <Page title={common.value.events}> </Page>;
}
