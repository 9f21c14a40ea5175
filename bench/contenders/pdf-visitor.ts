import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { closeDatabase } from '#adapters/db.ts'
import { hashPassword } from '#adapters/passwords.ts'
import { makeMember } from '#prisma/factories.ts'
import { findBrowser } from '../../e2e/browser.ts'
import { type Times, timesIn } from '../measure-page.ts'
import { contend } from './contend.ts'

export type VisitorJob = { url: string; organisationId: string; calls: number }
export type Visited = { idle: Times; composing: Times; calls: number; seconds: number }

const password = 'tuno-bora-namo-kesa-deta'
const pages = ['/', '/inventory', '/devices', '/reports']
const pauseMs = 50

const signIn = async (page: Page, url: string, login: string): Promise<void> => {
  await page.goto(`${url}/sign-in`)
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await page.locator('form:has(input[name=password]) button[type=submit]').click()
  await page.waitForURL((at) => at.pathname === '/')
}

const compose = async (page: Page): Promise<string> => {
  await page.locator('form:has(input[name=annex]) button[type=submit]').click({ timeout: 0 })
  await page.waitForURL(/\/reports\/[0-9a-f-]{36}$/, { timeout: 300_000 })
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/**
 * One who goes from page to page: first while nothing else happens, then from the moment a report that names every device
 * is asked for until it is there.
 */
await contend(async ({ url, organisationId, calls }: VisitorJob): Promise<Visited> => {
  const { login } = await makeMember(organisationId, 'privacyOfficer', {
    passwordHash: await hashPassword(password),
  })
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] })
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await signIn(page, url, login)
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const ask = async (path: string): Promise<number> => {
    const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' })
    await response.arrayBuffer()
    return response.status
  }
  const turn = async (path: string): Promise<number> => {
    await delay(pauseMs)
    const from = performance.now()
    const status = await ask(path)
    if (status !== 200) throw new Error(`${path} answered ${status}`)
    return performance.now() - from
  }
  for (const path of pages) await turn(path)
  const idle: number[] = []
  while (idle.length < calls) idle.push(await turn(pages[idle.length % pages.length] ?? '/'))

  await page.goto(`${url}/reports/new`)
  await page.locator('input[name=annex]').check()
  const from = performance.now()
  const report = compose(page).finally(() => browser.close())
  let reportId: string | null = null
  report.then(
    (id) => {
      reportId = id
    },
    () => {},
  )
  const composing: number[] = []
  for (let isThere = false; !isThere; ) {
    composing.push(await turn(pages[composing.length % pages.length] ?? '/'))
    // Once in a while: being asked for is on record.
    if (reportId && composing.length % 20 === 0) isThere = (await ask(`/api/reports/${reportId}`)) === 200
  }
  await report
  const seconds = (performance.now() - from) / 1000
  await closeDatabase()
  return { idle: timesIn(idle), composing: timesIn(composing), calls: composing.length, seconds }
})
