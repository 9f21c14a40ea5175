import type { Row } from '../json.ts'
import type { AppHolding } from '../tenant/records.ts'
import { type Call, collection, entity, noContent } from './answer.ts'
import { notThere } from './refusal.ts'
import { apps, betaOnly, bothVersions, type Route } from './route.ts'
import { exists } from './schema.ts'
import { typeOf } from './select.ts'

const base = 'deviceAppManagement/mobileApps'

const holdingIn = ({ state, params, version }: Call): AppHolding => {
  const found = state.tenant().apps.find(({ app }) => app.id === params[0])
  if (!found || !exists(typeOf(found.app, 'mobileApp'), version)) throw notThere()
  return found
}

const asAnswered = ({ app, assignments, licences }: AppHolding): Row => ({
  ...app,
  isAssigned: assignments.length > 0,
  usedLicenseCount: app.usedLicenseCount ?? licences.length,
})

/** The types a `$filter` made of `isof(...)` alone asks for; null where it is anything else and thus ignored. */
const typesAskedFor = (filter: string | null): string[] | null => {
  if (!filter) return null
  const clauses = filter.replace(/^\((.*isof.*)\)$/, '$1').split(' or ')
  const types = clauses.map((clause) => /^\(?isof\('microsoft\.graph\.(\w+)'\)+$/.exec(clause.trim())?.[1])
  const known = types.filter((type) => type !== undefined)
  return known.length === types.length ? known : null
}

const licences = (type: 'iosVppApp' | 'macOsVppApp'): Route => ({
  method: 'GET',
  path: `${base}/{}/microsoft.graph.${type}/assignedLicenses`,
  versions: betaOnly,
  scopes: apps.read,
  reply: (call) => {
    const holding = holdingIn(call)
    // The cast in the path does not fit this app.
    if (typeOf(holding.app, 'mobileApp') !== type) throw notThere()
    return collection(call, `${type}AssignedLicense`, holding.licences, { pageSize: 30, repeats: true })
  },
})

/** Reference section 6.3: apps of every kind in one collection, their assignments and assigned licences; and books. */
export const appRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: base,
    versions: bothVersions,
    scopes: apps.read,
    reply: (call) => {
      const wanted = typesAskedFor(call.query.get('$filter'))
      const rows = call.state
        .tenant()
        .apps.filter(({ app }) => {
          const type = typeOf(app, 'mobileApp')
          return exists(type, call.version) && (wanted === null || wanted.includes(type))
        })
        .map(asAnswered)
      return collection(call, 'mobileApp', rows, { pageSize: 6 })
    },
  },
  {
    method: 'GET',
    path: `${base}/{}`,
    versions: bothVersions,
    scopes: apps.read,
    reply: (call) => entity(call, 'mobileApp', asAnswered(holdingIn(call))),
  },
  licences('iosVppApp'),
  licences('macOsVppApp'),
  {
    method: 'GET',
    path: 'deviceAppManagement/managedEBooks',
    versions: bothVersions,
    scopes: apps.read,
    reply: (call) => collection(call, 'managedEBook', call.state.tenant().books, { pageSize: 20 }),
  },
  {
    method: 'GET',
    path: `${base}/{}/assignments`,
    versions: bothVersions,
    scopes: apps.read,
    reply: (call) => collection(call, 'mobileAppAssignment', holdingIn(call).assignments),
  },
  {
    method: 'DELETE',
    path: `${base}/{}/assignments/{}`,
    versions: bothVersions,
    scopes: apps.write,
    reply: (call) => {
      const { app, assignments } = holdingIn(call)
      const assignment = assignments.find(({ id }) => id === call.params[1])
      if (!assignment) throw notThere()
      call.state.change('removeAssignment', [app.id, assignment.id])
      return noContent
    },
  },
  {
    method: 'POST',
    path: `${base}/{}/assign`,
    versions: bothVersions,
    scopes: apps.write,
    reply: (call) => {
      call.state.change('assign', [holdingIn(call).app.id], call.body)
      return noContent
    },
  },
]
