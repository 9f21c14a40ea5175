import { doorway } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { terminalActor } from '#features/access/minting.ts'
import { operator } from './operator.ts'

export type NamedOrganisation = { organisation: { id: string; name: string }; actor: Actor }

/** The organisation with this id or exact name, and the terminal's actor inside it. */
export const namedOrganisation = async (
  named: string,
): Promise<Outcome<NamedOrganisation, 'organisationUnknown' | 'organisationAmbiguous'>> => {
  type Row = { id: string; name: string }
  const found = await doorway().$queryRaw<Row[]>`select id, name from organisation_find(${named})`
  const [organisation] = found
  if (!organisation) return refused('organisationUnknown', { name: named })
  if (found.length > 1)
    return refused('organisationAmbiguous', { name: named, ids: found.map(({ id }) => id).join(', ') })
  return done({ organisation, actor: terminalActor(operator(), organisation.id) })
}
