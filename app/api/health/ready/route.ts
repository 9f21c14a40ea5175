import { isReady } from '#features/installation/queries.ts'

/** Whether requests should be sent here: the database answers with the present schema. */
export async function GET(): Promise<Response> {
  const ready = await isReady()
  return Response.json(
    { isReady: ready },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
