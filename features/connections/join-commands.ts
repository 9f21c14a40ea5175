import type { Actor } from '#domain/actor.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { sameConnection } from '#domain/same-connection.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { foundTraits, traitsOf } from './stated.ts'
import { lockedStated } from './stated-lock.ts'

type JoinReason = 'alreadyWithdrawn' | 'alreadyJoined' | 'notSameConnection'

/** Joins what a member stated to the connection that a reading found, where a rule holds the two to be the same. */
export const joinStated = (
  actor: Actor,
  { stated, connection }: { stated: string; connection: string },
): Promise<Outcome<null, JoinReason>> => {
  demand(actor, 'connections:state')
  const { organisationId } = actor
  return change<null, JoinReason>(actor, async ({ tx, record }) => {
    const known = await lockedStated(tx, actor, stated)
    if (known.withdrawn) return refused('alreadyWithdrawn')
    if (known.joined) return refused('alreadyJoined')
    const [found] = await foundTraits(tx, { id: connection })
    if (!found) throw new Missing('connection')
    const ground = sameConnection(traitsOf(known), found.traits)
    if (!ground) return refused('notSameConnection')
    await tx.joining.create({
      data: {
        organisationId,
        statedId: stated,
        connectionId: connection,
        joinedBy: actor.name,
        joinedAt: new Date(),
      },
    })
    const facts = { connectionId: connection, ground }
    record({ kind: 'connection.joined', subject: { kind: 'statedConnection', id: stated }, facts })
    return done(null)
  })
}

/** Undoes a joining: from now on the two are told apart, and on past days as they stood then. */
export const unjoinStated = (
  actor: Actor,
  { stated }: { stated: string },
): Promise<Outcome<null, 'notJoined'>> => {
  demand(actor, 'connections:state')
  return change<null, 'notJoined'>(actor, async ({ tx, record }) => {
    const { joined } = await lockedStated(tx, actor, stated)
    if (!joined) return refused('notJoined')
    await tx.joining.updateMany({
      where: { statedId: stated, undoneAt: null },
      data: { undoneBy: actor.name, undoneAt: new Date() },
    })
    const facts = { connectionId: joined.connectionId }
    record({ kind: 'connection.unjoined', subject: { kind: 'statedConnection', id: stated }, facts })
    return done(null)
  })
}
