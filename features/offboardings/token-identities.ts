import type { GraphReason } from '#adapters/graph/reason.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import type { Identity } from '#domain/tenant.ts'
import type { TaskContext } from './task-context.ts'

/** Lists of identities repeat rows from page to page. */
export const identitiesOf = async ({ tenant, connection }: TaskContext) => {
  const listed = await tenant.whole('identities', { tokenExternalId: connection.externalId })
  if (!listed.ok) return listed
  return done([...new Map(listed.value.map((row) => [row.externalId, row])).values()])
}

/** Which of these serial numbers Intune manages now, or did a minute ago. */
export const managedAmong = async (
  context: TaskContext,
  listed: readonly Identity[],
): Promise<Outcome<Set<string>, GraphReason>> => {
  const serials = listed.flatMap(({ serial }) => serial ?? [])
  if (serials.length === 0) return done(new Set())
  const managed = await context.managed()
  return managed.ok ? done(new Set(serials.filter((serial) => managed.value.serials.has(serial)))) : managed
}
