import { inOrganisation } from '#adapters/db.ts'
import { log } from '#adapters/log.ts'

const timeoutMs = 600_000

/**
 * Files the names a reading brought where a search finds them at once; until then it looks through them one by one. The
 * reading is finished either way: what is left undone here, PostgreSQL's own vacuum does.
 */
export const settleSearch = async (organisationId: string): Promise<void> => {
  try {
    await inOrganisation(organisationId, (tx) => tx.$executeRaw`select search_settle()`, {
      role: 'copy',
      timeoutMs,
    })
  } catch (error) {
    log.warn({ err: error }, 'the names a reading brought are not filed for search yet')
  }
}
