import type { Actor } from './actor.ts'

/**
 * Whether this member is the statutory data protection officer, who advises and never decides (GDPR Art. 38(6)): a
 * privacy officer, told by the right to advise, of an organisation that says so.
 */
export const isStatutoryDpo = (
  { kind, permissions }: Pick<Actor, 'kind' | 'permissions'>,
  officersAreDpo: boolean,
): boolean => officersAreDpo && kind === 'member' && permissions.has('offboardings:advise')
