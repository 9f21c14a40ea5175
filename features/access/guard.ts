import { cookies, headers } from 'next/headers'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import type { z } from 'zod'
import { log, logFault } from '#adapters/log.ts'
import { sessionCookie, sessionIdIn } from '#adapters/session-cookie.ts'
import { type Actor, can } from '#domain/actor.ts'
import { Denied, Missing, type Refusal, refused } from '#domain/outcome.ts'
import type { Permission } from '#domain/permission.ts'
import { isRecent, recentSeconds } from '#domain/session.ts'
import { type ActionState, type Answered, inputOf } from './action-state.ts'
import { factorPath, ownPath, pathHeader, signInPath } from './asked-path.ts'
import { signInAgain } from './commands.ts'
import { type Lacking, type Present, type SessionState, sessionState } from './queries.ts'
import { shownPassword } from './schema.ts'

/** The session of this request, read once however many places ask. */
export const currentSession = cache(async (): Promise<SessionState> => {
  const cookie = (await cookies()).get(sessionCookie().name)?.value
  const sessionId = await sessionIdIn(cookie)
  return sessionId === null ? { kind: 'none' } : sessionState(sessionId)
})

/** Who is there; whoever is not is sent to sign in, and brought back afterwards. */
export const signedIn = async (): Promise<Present> => {
  const state = await currentSession()
  if (state.kind === 'present') return state.present
  if (state.kind === 'outside') redirect('/sign-in/no-organisation')
  const asked = (await headers()).get(pathHeader) ?? '/'
  redirect(state.kind === 'lacking' ? factorPath(asked) : signInPath(asked))
}

/** The actor of a page, or the page that says which permission is missing. */
export const requireActor = async (permission: Permission): Promise<Actor> => {
  const { actor } = await signedIn()
  if (can(actor, permission)) return actor
  log.warn({ memberId: actor.id, permission }, 'denied')
  redirect(`/forbidden?${new URLSearchParams({ permission })}`)
}

type Command<Schema extends z.ZodType, Value, Reason extends string> = (
  actor: Actor,
  input: z.output<Schema>,
) => Promise<Answered<Value, Reason>>

/**
 * Makes a Server Action: who is there → may they → is the input sound → the command → its outcome in words.
 * An action is a public endpoint, so all of it happens here and not in the page that shows the form.
 */
export const guarded = <Schema extends z.ZodType, Value, Reason extends string>(
  permission: Permission,
  schema: Schema,
  command: Command<Schema, Value, Reason>,
) => behindDoor(permission, schema, command, async () => null)

/**
 * As `guarded`, for what cannot be undone or is veiled: whoever signed in longer ago than `recentSeconds` is asked for
 * their password first, in the same form, which keeps what was typed into it; whoever signs in elsewhere is sent there.
 */
export const guardedRecently = <Schema extends z.ZodType, Value, Reason extends string>(
  permission: Permission,
  schema: Schema,
  command: Command<Schema, Value, Reason>,
) => behindDoor(permission, schema, command, askedAgain)

const behindDoor =
  <Schema extends z.ZodType, Value, Reason extends string>(
    permission: Permission,
    schema: Schema,
    command: Command<Schema, Value, Reason>,
    heldBack: (present: Present, form: FormData) => Promise<ActionState<never>>,
  ) =>
  async (form: FormData): Promise<ActionState<Value>> => {
    const present = await signedIn()
    if (!can(present.actor, permission)) return denial(permission)
    return (
      (await heldBack(present, form)) ?? unguarded(schema, (input) => command(present.actor, input))(form)
    )
  }

type Held = Extract<SessionState, { kind: 'present' }>

type OwnCommand<Schema extends z.ZodType, Value, Reason extends string> = (
  held: Held,
  input: z.output<Schema>,
) => Promise<Answered<Value, Reason>>

/** As `guarded`, for what everybody may do about themselves: the command is given the session they hold. */
export const guardedForSelf = <Schema extends z.ZodType, Value, Reason extends string>(
  schema: Schema,
  command: OwnCommand<Schema, Value, Reason>,
) => behindSession(schema, command, async () => null)

/** As `guardedForSelf`, for what changes how one signs in: a session that was left open must not be enough. */
export const guardedRecentlyForSelf = <Schema extends z.ZodType, Value, Reason extends string>(
  schema: Schema,
  command: OwnCommand<Schema, Value, Reason>,
) => behindSession(schema, command, askedAgain)

const behindSession =
  <Schema extends z.ZodType, Value, Reason extends string>(
    schema: Schema,
    command: OwnCommand<Schema, Value, Reason>,
    heldBack: (present: Present, form: FormData) => Promise<ActionState<never>>,
  ) =>
  async (form: FormData): Promise<ActionState<Value>> => {
    await signedIn()
    const held = await currentSession()
    if (held.kind !== 'present') throw new Error('who is signed in holds a session')
    return (await heldBack(held.present, form)) ?? unguarded(schema, (input) => command(held, input))(form)
  }

type HeldSoFar = Held | Extract<SessionState, { kind: 'lacking' }>

/** As `guardedRecentlyForSelf`, for setting up a second factor: the one thing open to whoever lacks what is demanded. */
export const guardedForFactor =
  <Schema extends z.ZodType, Value, Reason extends string>(
    schema: Schema,
    command: (held: HeldSoFar, input: z.output<Schema>) => Promise<Answered<Value, Reason>>,
  ) =>
  async (form: FormData): Promise<ActionState<Value>> => {
    const state = await currentSession()
    if (state.kind !== 'lacking') await signedIn()
    if (state.kind !== 'lacking' && state.kind !== 'present')
      throw new Error('who is signed in holds a session')
    return (
      (await askedAgain(state.present, form)) ?? unguarded(schema, (input) => command(state, input))(form)
    )
  }

/** Where a form carries the password, and the code, of whoever signed in a while ago. */
const [passwordField, codeField] = ['currentPassword', 'currentCode']

const textOf = (form: FormData, name: string): string => {
  const shown = shownPassword.safeParse(form.get(name))
  return shown.success ? shown.data : ''
}

/** Null for whoever signed in a moment ago, or shows it now. */
const askedAgain = async (present: Lacking, form: FormData): Promise<ActionState<never>> => {
  const state = await currentSession()
  if (state.kind === 'none' || isRecent(present.provenAt, new Date())) return null
  if (present.member.issuer !== null) return askedElsewhere()
  const [password, code] = [textOf(form, passwordField), textOf(form, codeField)]
  const shown =
    password !== ''
      ? await signInAgain(present, { sessionId: state.sessionId, password, code })
      : refused('signInAgain', { minutes: recentSeconds / 60 })
  if (shown.ok) return null
  const t = await getTranslations('access')
  const answer = await inWords(shown)
  return answer && !answer.ok
    ? {
        ...answer,
        asks: [
          {
            name: passwordField,
            kind: 'password',
            label: t('again.password'),
            revealLabel: t('signIn.reveal'),
          },
          // Whoever has shown a code once is asked for it beside the password from then on.
          ...(shown.reason === 'codeNeeded' || code !== ''
            ? [{ name: codeField, kind: 'code' as const, label: t('factor.code'), revealLabel: '' }]
            : []),
        ],
      }
    : answer
}

/** Whoever signs in elsewhere shows it there, and comes back to the page they are on. */
const askedElsewhere = async (): Promise<ActionState<never>> => {
  const t = await getTranslations('access.again')
  const next = ownPath((await headers()).get(pathHeader))
  const answer = await inWords(refused('signInAgainElsewhere', { minutes: recentSeconds / 60 }))
  const nextStep = { href: `/sign-in/again?${new URLSearchParams({ next })}`, label: t('elsewhere') }
  return answer && !answer.ok ? { ...answer, nextStep } : answer
}

/** The beats of `guarded` that are left where nobody is signed in yet. */
export const unguarded =
  <Schema extends z.ZodType, Value, Reason extends string>(
    schema: Schema,
    command: (input: z.output<Schema>) => Promise<Answered<Value, Reason>>,
  ) =>
  async (form: FormData): Promise<ActionState<Value>> => {
    const parsed = schema.safeParse(inputOf(form))
    if (!parsed.success) return inWords(refused('invalidInput'), await fieldWords(parsed.error.issues))
    try {
      const outcome = await command(parsed.data)
      return outcome.ok ? outcome : inWords(outcome)
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof Missing) notFound()
      if (error instanceof Denied) return denial(error.message)
      return inWords(refused('fault', { reference: logFault(error, 'fault in an action') }))
    }
  }

const inWords = async (refusal: Refusal, fields?: Record<string, string>): Promise<ActionState<never>> => {
  const t = await getTranslations('refusals')
  return { ...refusal, refusal: t(refusal.reason, refusal.values), ...(fields && { fields }) }
}

const denial = async (permission: string): Promise<ActionState<never>> => {
  const state = await currentSession()
  const memberId =
    state.kind === 'none' ? null : state.kind === 'outside' ? state.member.id : state.present.member.id
  log.warn({ memberId, permission }, 'denied')
  const t = await getTranslations('permissions')
  return inWords(refused('denied', { permission: t(permission) }))
}

/** A schema names its own sentence under `messages.fields` as the message; else the kind of mistake decides. */
const fieldWords = async (issues: z.core.$ZodIssue[]): Promise<Record<string, string>> => {
  const t = await getTranslations('fields')
  const sentence = (issue: z.core.$ZodIssue): string => {
    if (t.has(issue.message)) return t(issue.message)
    if (issue.code === 'too_small' && Number(issue.minimum) > 1)
      return t('tooShort', { minimum: Number(issue.minimum) })
    if (issue.code === 'too_small' || issue.code === 'invalid_type') return t('required')
    if (issue.code === 'too_big') return t('tooLong', { maximum: Number(issue.maximum) })
    return t('invalid')
  }
  // The first mistake of a field is the one to tell.
  return Object.fromEntries(
    issues.toReversed().map((issue) => [String(issue.path[0] ?? ''), sentence(issue)]),
  )
}
