import { wording } from '../../chat/wording.ts'
import { longestReferral, mostReferrals } from './record.ts'

/** What customers read about recommending us, in chat and on the page. */
export const recommendWords = wording({
  en: {
    title: 'Recommend us',
    submit: 'Send',
    intro: 'Who should hear of us? Please ask them first.',
    name: 'Name, and company',
    reach: 'How to reach them (e-mail or phone)',
    required: 'Please fill this in.',
    long: `At most ${longestReferral} characters, please.`,
    thanks: 'Thank you! We will be in touch with them, and mention you.',
    closed: 'We can no longer take a recommendation here. Thank you all the same!',
    'too-many': `Thank you! You have recommended us to ${mostReferrals} already; please tell us about others in person.`,
  },
  'zh-CN': {
    title: '推荐给朋友',
    submit: '提交',
    intro: '您想把我们推荐给谁？请先征得对方同意。',
    name: '姓名和公司',
    reach: '联系方式（电话或邮箱）',
    required: '请填写这一项。',
    long: `最多 ${longestReferral} 个字。`,
    thanks: '谢谢您的推荐！我们会联系对方，并说明是您介绍的。',
    closed: '推荐入口已关闭，感谢您的支持！',
    'too-many': `谢谢！您已经推荐了 ${mostReferrals} 位，如有更多推荐，欢迎直接联系我们。`,
  },
})
