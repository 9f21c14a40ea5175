import { getTranslations } from 'next-intl/server'
import { FlagMark } from '#components/flag-mark.tsx'
import type { AccountFlag, RaisedFlag } from '#domain/account-flag.ts'
import classes from './account-flags.module.css'

/** Whoever left can still take these accounts along, or no longer answer for them. */
const grave: ReadonlySet<AccountFlag> = new Set(['disabledInDirectory', 'personalDomain'])

/** A flag by its name. */
export async function Flag({ flag }: { flag: AccountFlag }) {
  const t = await getTranslations('accounts.flags')
  return <FlagMark grave={grave.has(flag)}>{t(`${flag}.name`)}</FlagMark>
}

/** The flags of one account, by name alone: its own page says why. */
export function AccountFlags({ flags }: { flags: readonly RaisedFlag[] }) {
  return (
    <ul className={classes.flags}>
      {flags.map(({ flag }) => (
        <li key={flag}>
          <Flag flag={flag} />
        </li>
      ))}
    </ul>
  )
}
