import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import { roles } from '#domain/permission.ts'
import type { RoleGiven } from '#domain/role-then.ts'

const given = z.object({
  at: z.iso.datetime(),
  subject: z.object({ id: z.string() }),
  facts: z.object({ role: z.enum(roles), roleBefore: z.enum(roles).nullable().default(null) }),
})

/** Every role that was given in the organisation of the transaction, oldest first, as its log has it. */
export const rolesGiven = async (tx: Transaction): Promise<RoleGiven[]> => {
  const events = await tx.auditEvent.findMany({
    where: { kind: { in: ['member.joined', 'member.accessChanged'] } },
    orderBy: { sequence: 'asc' },
    select: { body: true },
  })
  return events.flatMap(({ body }) => {
    const read = given.safeParse(JSON.parse(body))
    if (!read.success) return []
    const { at, subject, facts } = read.data
    return [{ member: subject.id, at: new Date(at), role: facts.role, before: facts.roleBefore }]
  })
}

const done = z.object({ actor: z.object({ id: z.string().nullable() }) })

/** The member who last did this to a subject; null where the log does not tell, or it was no member. */
export const memberWho = async (
  tx: Transaction,
  kind: 'offboarding.confirmed',
  subjectId: string,
): Promise<string | null> => {
  const event = await tx.auditEvent.findFirst({
    where: { kind, body: { contains: subjectId } },
    orderBy: { sequence: 'desc' },
    select: { body: true },
  })
  return event ? (done.safeParse(JSON.parse(event.body)).data?.actor.id ?? null) : null
}
