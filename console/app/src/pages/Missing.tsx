import { common } from '../texts/common';
import { Page } from '../ui/parts';

export function Missing() {
  return <Page title={common.value.missing}> </Page>;
}
