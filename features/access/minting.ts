import type { Actor } from '#domain/actor.ts'
import { permissions, permissionsOf, type Role } from '#domain/permission.ts'

type Known = Pick<Actor, 'kind' | 'id' | 'name' | 'organisationId' | 'permissions'>

const mint = (known: Known): Actor => known as Actor

/** A member signed in through the web; role and organisation come from the session row of this request. */
export const memberActor = (member: {
  id: string
  name: string
  organisationId: string
  role: Role
  /** Whether privacy officers of the organisation are its statutory data protection officer. */
  officersAreDpo: boolean
}): Actor =>
  mint({
    kind: 'member',
    id: member.id,
    name: member.name,
    organisationId: member.organisationId,
    permissions: permissionsOf(member.role, member),
  })

/**
 * A member who has yet to set up the second factor that their organisation demands: without rights, so that whatever they
 * get to opens nothing. Their own sign-in is theirs to change, and that is on record under their name.
 */
export const lackingActor = ({
  id,
  name,
  organisationId,
}: Pick<Known, 'id' | 'name' | 'organisationId'>): Actor =>
  mint({ kind: 'member', id, name, organisationId, permissions: new Set() })

/**
 * The holder of an invitation at the moment of joining: not a member yet, so without id and rights. The subject of
 * the event says who they became.
 */
export const invitedActor = (name: string, organisationId: string): Actor =>
  mint({ kind: 'member', id: null, name, organisationId, permissions: new Set() })

/** The operating-system account at the terminal. Whoever can run the CLI holds the database's URL already. */
export const terminalActor = (account: string, organisationId: string): Actor =>
  mint({ kind: 'terminal', id: null, name: account, organisationId, permissions: new Set(permissions) })

/** The worker carrying out what a member or the terminal asked for. */
export const clockActor = (organisationId: string): Actor =>
  mint({ kind: 'clock', id: null, name: 'Pomona', organisationId, permissions: new Set(permissions) })
