import type { Transaction } from '#adapters/db.ts'
import type { Access } from '#domain/membership.ts'
import type { Standing } from '#domain/role-mapping.ts'
import type { Recorder } from '#features/audit/change.ts'
import { roleNamed } from './queries.ts'

/** Everybody's access. It is locked, or two owners who end each other's at once would leave none. */
export const lockedAccess = async (
  tx: Transaction,
  memberId: string,
): Promise<{ from: Standing | null; others: Access[] }> => {
  type Row = { member_id: string; role: string; ends_at: Date | null; given_by: string }
  const rows = await tx.$queryRaw<Row[]>`
    select member_id, role, ends_at, given_by from membership order by member_id for update`
  const all = rows.flatMap(({ member_id: id, ends_at: endsAt, given_by: by, ...row }) => {
    const role = roleNamed(row.role)
    const givenBy: Standing['givenBy'] = by === 'mapping' ? 'mapping' : 'owner'
    return role ? [{ id, role, endsAt, givenBy }] : []
  })
  const from = all.find(({ id }) => id === memberId) ?? null
  return { from, others: all.filter(({ id }) => id !== memberId) }
}

/** Ends a member's sessions that stand in the organisation; how many did. */
export const endSessions = async (tx: Transaction, record: Recorder, memberId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<{ ended: number }[]>`
    select member_sessions_end(${memberId}::uuid) as ended`
  const sessions = row?.ended ?? 0
  if (sessions > 0) {
    record({
      kind: 'member.sessionsEnded',
      subject: { kind: 'member', id: memberId },
      facts: { sessions },
    })
  }
  return sessions
}
