/** Whether this process answers; it asks nothing of the database, whose failure no restart of ours would mend. */
export const GET = (): Response =>
  Response.json({ isLive: true }, { headers: { 'cache-control': 'no-store' } })
