import { type BrowserContext, test as base, expect } from '@playwright/test'
import { demonstrationOf, type Language, languageOf, type SignIn } from './demonstration.ts'
import { type Tenant, tenantAt } from './tenant.ts'
import { type Visitor, visitorOf } from './visitor.ts'
import { type Words, wordsIn } from './words.ts'

export type Member = Visitor & {
  name: string
  password: string
  /** Lets more than a quarter of an hour pass since they signed in. */
  signedInLongAgo: () => Promise<void>
}

type Pomona = {
  /** The language of the visitor's browser. */
  language: Language
  /** Every sentence, in that language. */
  words: Words
  /** Somebody who has not signed in. */
  visitor: Visitor
  /** Who has this role in the demonstration. */
  signInOf: (role: string) => Promise<SignIn>
  /** Signs in as the member of the demonstration who has this role, in a browser of their own. */
  member: (role: string) => Promise<Member>
  /** What the demonstration reads. */
  tenant: Tenant
}

export const test = base.extend<Pomona>({
  language: async ({ locale }, use) => use(languageOf(locale)),
  words: async ({ language }, use) => use(wordsIn(language)),
  visitor: async ({ page, words }, use) => use(visitorOf(page, words)),
  signInOf: async ({ language }, use) => use(demonstrationOf(language).memberWho),
  member: async ({ browser, language, words, signInOf }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role) => {
      const found = await signInOf(role)
      const context = await browser.newContext()
      contexts.push(context)
      const visitor = visitorOf(await context.newPage(), words)
      await visitor.opens('/sign-in')
      await visitor.signsIn(found)
      await visitor.page.waitForURL('/')
      await speak(visitor, language)
      const { signedInLongAgo } = demonstrationOf(language)
      const { name, login, password } = found
      return { ...visitor, name, password, signedInLongAgo: () => signedInLongAgo(login) }
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  tenant: async ({ language }, use) => use(tenantAt(await demonstrationOf(language).sandboxUrl())),
})
export { expect }

/** The members of the demonstration read the language of their browser until they choose one. */
const speak = async (visitor: Visitor, language: Language): Promise<void> => {
  const html = visitor.page.locator('html')
  const spoken = languageOf((await html.getAttribute('lang')) ?? '')
  if (spoken === language) return
  const spokenWords = wordsIn(spoken)
  await visitor.picks(spokenWords('frame.language.label'), spokenWords(`frame.language.${language}`))
  await expect(html).toHaveAttribute('lang', language)
}
