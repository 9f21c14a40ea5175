import { createHash, timingSafeEqual } from 'node:crypto'
import { settings } from '#adapters/env.ts'
import { metrics, metricsMediaType } from '#features/installation/metrics.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The figures of the installation, for whoever shows POMONA_METRICS_TOKEN. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = settings()
  const shown = request.headers.get('authorization') ?? ''
  const isTheirs = timingSafeEqual(digest(shown), digest(`Bearer ${metricsToken}`))
  if (metricsToken === null || !isTheirs) {
    return new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer' } })
  }
  return new Response(await metrics(), {
    headers: { 'content-type': metricsMediaType, 'cache-control': 'no-store' },
  })
}
