import type { Role } from '../api/types';
import { common } from '../texts/common';
import { Badge } from './parts';

export function RoleBadge({ role }: { role: Role }) {
  const t = common.value;
  switch (role) {
    case 'master':
      return <Badge tone="plain">{t.roleMaster}</Badge>;
    case 'slave':
      return <Badge tone="quiet">{t.roleSlave}</Badge>;
    case 'acting-master':
      return <Badge tone="warn">{t.roleActing}</Badge>;
    default:
      return <Badge tone="quiet">{t.roleCandidate}</Badge>;
  }
}
