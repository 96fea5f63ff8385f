import { common } from '../texts/common';
import { Page } from '../ui/parts';

export function Peers() {
  return <Page title={common.value.peers}> </Page>;
}
