import { common } from '../texts/common';
import { Page } from '../ui/parts';

export function KeyValues({ namespace }: { namespace?: string | undefined }) {
  return <Page title={common.value.kv}>{namespace ?? ' '}</Page>;
}
