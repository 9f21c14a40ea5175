import type { Transaction } from '#adapters/db.ts'
import type { Role } from '#domain/permission.ts'
import { roleThen } from '#domain/role-then.ts'
import { memberWho, rolesGiven } from '#features/audit/roles-then.ts'
import type { Case } from '#features/offboardings/case.ts'

/** Which function each member of a case had when they did what it names them for; nothing where the log does not tell. */
export const rolesIn = async (tx: Transaction, { id, approval, ...found }: Case) => {
  const given = await rolesGiven(tx)
  const told = <Key extends string>(key: Key, member: string | null, at: Date | null) => {
    const role = member === null || at === null ? null : roleThen(given, member, at)
    return (role === null ? {} : { [key]: role }) as Partial<Record<Key, Role>>
  }
  const opinions = approval
    ? await tx.approvalOpinion.findMany({
        where: { approvalId: approval.id },
        select: { id: true, givenBy: true, givenAt: true },
      })
    : []
  const advised = new Map(opinions.map((each) => [each.id, told('byRole', each.givenBy, each.givenAt)]))
  const confirmer = await memberWho(tx, 'offboarding.confirmed', id)
  return {
    ofCase: {
      ...told('startedByRole', found.startedBy, found.startedAt),
      ...told('confirmedByRole', confirmer, found.confirmedAt),
    },
    ofApproval: {
      ...told('askedByRole', approval?.askedBy ?? null, approval?.askedAt ?? null),
      ...told('decidedByRole', approval?.decidedBy ?? null, approval?.decidedAt ?? null),
    },
    ofOpinion: (opinion: string) => advised.get(opinion) ?? {},
  }
}
