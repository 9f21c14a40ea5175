import type { Presented } from '../access-tokens.ts'
import type { Reply } from '../http.ts'
import type { Call } from './answer.ts'
import { appRoutes } from './apps.ts'
import { deviceRoutes } from './devices.ts'
import { enrolmentRoutes } from './enrolment.ts'
import { locationTokenRoutes } from './location-tokens.ts'
import { organisationRoutes } from './organisation.ts'
import { badRequest, directoryForbidden, forbidden, GraphRefusal, unauthenticated } from './refusal.ts'
import type { Route } from './route.ts'
import type { Version } from './schema.ts'
import { userRoutes } from './users.ts'

const routes = [
  ...organisationRoutes,
  ...deviceRoutes,
  ...enrolmentRoutes,
  ...locationTokenRoutes,
  ...appRoutes,
  ...userRoutes,
]

/** The identifiers in a path that fits the template, or null where it does not. Names ignore case, as OData's do. */
const paramsOf = (template: string, segments: readonly string[]): string[] | null => {
  const parts = template.split('/')
  if (parts.length !== segments.length) return null
  const fits = parts.every(
    (part, index) => part === '{}' || part.toLowerCase() === segments[index]?.toLowerCase(),
  )
  return fits ? segments.filter((_, index) => parts[index] === '{}') : null
}

type Asked = Omit<Call, 'params' | 'roles'> & { method: string; presented: Presented }

const routeFor = ({ method, version, path }: Asked): { route: Route; params: string[] } => {
  const segments = path.split('/').map(decodeURIComponent)
  const fitting = routes.flatMap((route) => {
    const params = paramsOf(route.path, segments)
    return params && route.versions.includes(version) ? [{ route, params }] : []
  })
  const found = fitting.find(({ route }) => route.method === method)
  if (found) return found
  if (fitting.length > 0)
    throw new GraphRefusal(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    )
  throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`)
}

const checkToken = (presented: Presented): readonly string[] => {
  if (presented.state === 'valid') return presented.roles
  if (presented.state === 'absent') throw unauthenticated('Access token is empty.')
  throw unauthenticated(
    presented.state === 'expired'
      ? 'Lifetime validation failed, the token is expired.'
      : 'Access token validation failure. Invalid audience or signature.',
  )
}

/** The version and the rest of a Graph path, or null where it is none. */
export const graphPath = (path: string): { version: Version; path: string } | null => {
  const [, version, rest] = /^\/(v1\.0|beta)\/(.+?)\/?$/.exec(path) ?? []
  return rest && (version === 'v1.0' || version === 'beta') ? { version, path: rest } : null
}

/** Whether a path below the version is Intune's, and so stops with Intune's licence. */
export const isIntune = (path: string): boolean => /^device(App)?Management\b/i.test(path)

/** Answers one call, or throws the `GraphRefusal` that Graph would answer. */
export const answerGraph = (asked: Asked): Reply => {
  const roles = checkToken(asked.presented)
  const { route, params } = routeFor(asked)
  if (!route.scopes.some((scope) => roles.includes(scope)))
    throw route.directory ? directoryForbidden() : forbidden(route.scopes)
  return route.reply({ ...asked, params, roles })
}
