import { expect, type Locator, type Page } from '@playwright/test'
import type { Words } from './words.ts'

/** Work in the background may take this long, in milliseconds, on a small machine. */
const patience = 30_000

/** Nobody should have to press Tab more often to get to what a page is for. */
const mostTabs = 25

/** What a person does with a page. Things are found as a screen reader finds them: by what they are and their name. */
export const visitorOf = (page: Page, words: Words) => {
  const main = page.getByRole('main')
  const heading1 = main.getByRole('heading', { level: 1 })
  const row = (table: string, name: string): Locator =>
    page
      .getByRole('table', { name: table, exact: true })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name }) })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
  })
  return {
    page,
    /** What the browser complained about. */
    complaints,
    opens: (path: string) => page.goto(path),
    /** Goes to a place of the main navigation. */
    visits: (place: string) =>
      page
        .getByRole('navigation', { name: words('frame.navigation.label') })
        .getByRole('link', { name: place, exact: true })
        .click(),
    follows: (name: string) => main.getByRole('link', { name, exact: true }).first().click(),
    opensRow: (table: string, name: string) => row(table, name).getByRole('link').first().click(),
    presses: (name: string) => page.getByRole('button', { name, exact: true }).click(),
    signsIn: async ({ login, password }: { login: string; password: string }) => {
      await page.getByLabel(words('access.signIn.login')).fill(login)
      await page.getByLabel(words('access.signIn.password'), { exact: true }).fill(password)
      await page.getByRole('button', { name: words('access.signIn.submit'), exact: true }).click()
    },
    /** Opens a menu of the frame and takes a choice. */
    picks: async (menu: string, choice: string) => {
      await page.getByRole('button', { name: menu }).click()
      await page.getByRole('button', { name: choice, exact: true }).click()
    },
    selects: (label: string, option: string) => page.getByLabel(label, { exact: true }).selectOption(option),
    /** Moves the focus by keyboard until it is there. */
    tabsTo: async (aim: Locator) => {
      const isThere = () => aim.evaluate((element) => element === document.activeElement)
      for (let tabs = 0; tabs < mostTabs && !(await isThere()); tabs += 1) await page.keyboard.press('Tab')
      await expect(aim).toBeFocused()
    },
    chooses: (name: string) => main.getByRole('radio', { name }).check(),
    fills: (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value),
    /** Key by key, as one who is asked to type a name does. */
    types: (text: string, label: string) => page.getByLabel(label, { exact: true }).pressSequentially(text),
    /** Takes a file home; answers where it lies. */
    downloads: async (name: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        main.getByRole('link', { name, exact: true }).click(),
      ])
      return download.path()
    },

    /** The page's heading says where one is, */
    isAt: (heading: string) => expect(heading1).toHaveText(heading),
    /** and a mark beside it how that stands, sooner or later. */
    isMarked: (state: string) =>
      expect(heading1.locator('..').getByText(state, { exact: true })).toBeVisible({ timeout: patience }),
    /** The sentence stands on the page, sooner or later; `anything` in it stands for whatever is there. */
    sees: (sentence: string) =>
      expect(
        main.getByText(sentence.includes(anything) ? patternOf(sentence) : sentence).first(),
      ).toBeVisible({
        timeout: patience,
      }),
    seesInRow: (table: string, name: string, ...cells: string[]) =>
      expect(row(table, name)).toContainText(new RegExp(cells.map(escaped).join('[^]*'))),
    mayNotPress: (name: string) => expect(page.getByRole('button', { name, exact: true })).toHaveCount(0),
    mayNotFollow: (name: string) => expect(page.getByRole('link', { name, exact: true })).toHaveCount(0),
    /** What a list says of a term. */
    told: async (term: string): Promise<string> => {
      const entry = main.getByRole('term').filter({ hasText: term }).locator('..')
      return ((await entry.getByRole('definition').textContent()) ?? '').trim()
    },
  }
}
export type Visitor = ReturnType<typeof visitorOf>

/** For the parts of a sentence that a visitor cannot foresee, such as the time of day. */
export const anything = '*'

const patternOf = (sentence: string): RegExp =>
  new RegExp(sentence.split(anything).map(escaped).join('.*').replaceAll(/\s+/g, '\\s+'))

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
