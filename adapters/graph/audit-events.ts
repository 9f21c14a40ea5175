import type {
  AuditActor,
  AuditEvent,
  AuditProperty,
  AuditResource,
} from '@microsoft/microsoft-graph-types-beta'
import { deedOf, subjectOf } from '#domain/intune-event.ts'
import type { EventResource } from '#domain/tenant.ts'
import { type CollectionOf, namesOf, plainList, query } from './collection.ts'
import { reading, type WireRecord } from './wire-record.ts'

const eventNames = namesOf<AuditEvent>()(
  'id',
  'displayName',
  'activity',
  'activityType',
  'activityDateTime',
  'activityOperationType',
  'activityResult',
  'category',
  'actor',
  'resources',
)

/** More names than this tell nobody anything. */
const mostNames = 30

/**
 * `GET /deviceManagement/auditEvents` (Graph: "List auditEvents"). Intune ignores filters it does not like and refuses
 * others, and promises no order: what is older than asked for is left out here, and the list is read to its end.
 * Reads (`Get`) change nothing and are of no concern.
 */
export const auditEvents: CollectionOf<'auditEvents'> = {
  ...plainList,
  path: () => '/v1.0/deviceManagement/auditEvents',
  queries: ({ since }) =>
    since === null
      ? [query({ select: eventNames })]
      : [
          query({ select: eventNames, filter: `activityDateTime ge ${since}` }),
          query({ select: eventNames }),
        ],
  permission: 'auditEvents',
  rowOf: (record, { since }) => {
    const at = reading<AuditEvent>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    const happenedAt = at.instant('activityDateTime')
    const isOlder = since !== null && happenedAt !== null && happenedAt < since
    const operation = at.text('activityOperationType') ?? ''
    if (isOlder || operation.toLowerCase() === 'get') return 'skipped'

    const activityType = at.text('activityType') ?? ''
    const activity = at.text('activity') ?? at.text('displayName') ?? activityType
    const category = at.text('category') ?? ''
    const actor = reading<AuditActor>(at.record('actor'))
    return {
      externalId,
      at: happenedAt,
      activity,
      activityType,
      category,
      result: at.text('activityResult') ?? '',
      actor: {
        upn: actor.text('userPrincipalName'),
        entraId: actor.joinKey('userId'),
        application: actor.text('applicationDisplayName') ?? actor.text('servicePrincipalName'),
      },
      resources: resourcesOf(at.records('resources'), { activity, activityType, category, operation }),
    }
  },
}

type EventWords = { activity: string; activityType: string; category: string; operation: string }

/** The event's own words speak for its resources only where no resource speaks for itself. */
const resourcesOf = (records: readonly WireRecord[], words: EventWords): EventResource[] => {
  const said = `${words.activityType} ${words.activity}`
  const resources = (records.length > 0 ? records : [{}]).map((record) => {
    const at = reading<AuditResource>(record)
    const type = at.text('auditResourceType') ?? at.text('type') ?? ''
    const resourceId = at.joinKey('resourceId') ?? ''
    const name = at.text('displayName')
    const changed = namesIn(at.records('modifiedProperties'))
    const deed = deedOf({ activity: said, operation: words.operation, changed })
    return { resourceId, type, name, subject: subjectOf(type, `${resourceId} ${name}`), deed, changed }
  })
  if (resources.some(({ subject }) => subject !== null)) return resources
  return resources.map((resource) => ({
    ...resource,
    subject: subjectOf(`${said} ${words.category}`, `${resource.resourceId} ${resource.name}`),
  }))
}

/** Intune lists the version of its interface among what changed, in every event. */
const noChange = 'DeviceManagementAPIVersion'

/** The values beside these names may be secrets: they are not even looked at. */
const namesIn = (properties: readonly WireRecord[]): string[] => {
  const names = properties.flatMap((property) => reading<AuditProperty>(property).text('displayName') ?? [])
  return [...new Set(names)].filter((name) => name !== noChange).slice(0, mostNames)
}
