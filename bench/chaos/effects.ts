import type { Effect } from './account.ts'
import type { Finding, Place } from './kept.ts'

/** Which task of a case asks for what the stand-in did, and by which pieces of evidence it is known afterwards. */
const tasksOf: Record<string, { task: string; proofs: readonly string[] }> = {
  removeAssignment: { task: 'removeAssignments', proofs: ['assignmentRemoved'] },
  revokeLicences: { task: 'revokeLicences', proofs: ['revocationAsked', 'revocationFoundAsked'] },
  deleteLocationToken: { task: 'deleteToken', proofs: ['tokenDeleted', 'tokenFoundGone'] },
}

type Proof = { what: string; app: string | null; id: string | null }
type Task = {
  kind: string
  external_id: string
  attempts: number
  proofs: Proof[]
}

/**
 * The stand-in's own account beside the case: nothing was done twice, nothing that no task had begun, and each of it is
 * proved once by the task that asked for it.
 */
export const effectsFinding = async (
  { instance, organisationId }: Place,
  effects: readonly Effect[],
): Promise<Finding> => {
  const tasks = await instance.query<Task>(
    `select t.kind, c.external_id, t.attempts,
       (select coalesce(json_agg(json_build_object('what', e.content->>'what', 'app', e.content->'answer'->>'app',
         'id', e.content->'answer'->>'id')), '[]')
        from evidence e where e.organisation_id = t.organisation_id and e.offboarding_id = t.offboarding_id
          and e.content->>'position' = t.position::text) as proofs
     from offboarding_task t join connection c on c.organisation_id = t.organisation_id and c.id = t.connection_id
     where t.organisation_id = $1`,
    [organisationId],
  )
  const names = effects.map(({ verb, ids }) => `${verb} ${ids.join('/')}`)
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
  const violations = twice.map((name) => `${name} was done twice`)
  for (const { verb, ids } of effects) {
    const known = tasksOf[verb]
    const name = `${verb} ${ids.join('/')}`
    const asking = tasks.filter(
      ({ kind, attempts, external_id }) =>
        kind === known?.task && attempts > 0 && (verb === 'removeAssignment' || external_id === ids[0]),
    )
    if (!known || asking.length === 0) {
      violations.push(`${name} was asked for by no task`)
      continue
    }
    const proofs = asking
      .flatMap((task) => task.proofs)
      .filter(
        ({ what, app, id }) =>
          known.proofs.includes(what) && (verb !== 'removeAssignment' || (app === ids[0] && id === ids[1])),
      )
    if (proofs.length !== 1) violations.push(`${name} is proved ${proofs.length} times`)
  }
  return { what: 'no effect twice, none unasked or unproved', looked: effects.length, violations }
}
