import { getTranslations } from 'next-intl/server'
import type { OffboardingDetail } from '../queries.ts'

/** What a file shows, by how a form names it: the case, `account:` and its id, or `task:` and its position. */
export const shownWords = async ({
  accounts,
  tasks,
  plan: { connections },
}: Pick<OffboardingDetail, 'accounts' | 'tasks' | 'plan'>): Promise<(subject: string) => string> => {
  const t = await getTranslations('offboardings')
  return (subject) => {
    const [kind, value] = subject.split(':', 2)
    const account = accounts.find(({ id }) => kind === 'account' && id === value)
    if (account) {
      const name = account.appleId ?? account.connections.map((each) => each.name).join(', ')
      return t('evidence.shows.account', { name })
    }
    const task = tasks.find(({ position }) => kind === 'task' && String(position) === value)
    if (!task) return t('evidence.shows.case')
    const name = connections.find(({ id }) => id === task.connectionId)?.name ?? ''
    return t('evidence.shows.task', { task: t(`tasks.${task.kind}.name`), name })
  }
}
