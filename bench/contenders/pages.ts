import pg from 'pg'
import { closeDatabase } from '#adapters/db.ts'
import { clockActor } from '#features/access/minting.ts'
import { type MeasuredPage, measurePage } from '../measure-page.ts'
import { pageCases } from '../page-cases.ts'
import { contend } from './contend.ts'

export type PagesJob = { organisationId: string; databaseUrl: string; calls: number }

/** Asks for each page as the web server would, less drawing it. */
await contend(async ({ organisationId, databaseUrl, calls }: PagesJob): Promise<MeasuredPage[]> => {
  const owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  await owner.query('create extension if not exists pg_stat_statements')
  const measured: MeasuredPage[] = []
  for (const page of await pageCases(owner, clockActor(organisationId), calls)) {
    measured.push(await measurePage(page, owner, calls))
  }
  await owner.end()
  await closeDatabase()
  return measured
})
