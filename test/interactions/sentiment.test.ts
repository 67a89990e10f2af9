import { describe, expect, it } from 'vitest'
import { CHINESE_WEIGHTS } from '../../src/interactions/lexicon-chinese.ts'
import { ENGLISH_WEIGHTS } from '../../src/interactions/lexicon-english.ts'
import { readSentiment } from '../../src/interactions/sentiment.ts'

describe('readSentiment', () => {
  it.each([
    ['positive', 'very happy with the service, will renew'],
    ['positive', ':tada: they upgraded'],
    ['positive', '客户非常满意，主动转介绍了一个朋友'],
    ['positive', '价格虽然高，但客户认可质量'],
    ['positive', '不错[强]'],
    ['negative', 'angry about the outage, asked for a refund'],
    ['negative', 'is no longer interested'],
    ['negative', "doesn't like the new version"],
    ['negative', 'comparing us with a competitor'],
    ['negative', '客户对交期很不满，说要找竞争对手'],
    ['negative', '不太满意，也不愿意续费'],
    ['negative', '联系不上，已经三个月没下单'],
    ['neutral', 'asked for a discount'],
    ['neutral', 'sent the price list, no concerns'],
    ['neutral', '询问了价格'],
    ['neutral', '说没有意见，等内部流程'],
    ['neutral', ''],
  ])('%s: %s', (sentiment, note) => {
    expect(readSentiment(note).sentiment).toBe(sentiment)
  })

  it.each([
    '客户有点不满意',
    '感谢客户反馈，客户有点不满意，希望改善服务',
    '有些失望',
    '不太满意',
    '不太高兴',
    '客户不大满意',
    '没有之前那么满意',
    '谈不上满意',
    '多少有点小情绪，有点不耐烦',
    '对服务有些看法',
    '效果不如预期',
    '嫌发货慢',
    'frustrated with delays',
    'visited Anna, frustrated with delays, still interested',
    'thanks for the call, but she is a bit unhappy',
    'slightly annoyed',
    'somewhat disappointed with support, needs a faster answer',
    'not too happy',
    'could be happier',
    'losing patience',
    'not entirely satisfied',
  ])('a hedge leaves displeasure negative: %s', note => {
    expect(readSentiment(note).sentiment).toBe('negative')
  })

  it.each([
    ['positive', '客户比较满意'],
    ['positive', '还算满意，太高兴了'],
    ['positive', 'quite happy, pretty much satisfied'],
    ['neutral', '没有什么不满意的'],
    ['neutral', '客户不再担心了'],
    ['neutral', 'no longer frustrated'],
    ['neutral', '希望发货及时'],
    ['neutral', 'wants a faster answer'],
    ['neutral', 'frustrated with delays but likes the product'],
  ])('%s, hedged or denied: %s', (sentiment, note) => {
    expect(readSentiment(note).sentiment).toBe(sentiment)
  })

  it('names the words that decided, with their negation, and none for neutral', () => {
    expect(readSentiment('not happy, and the app crashed')).toEqual({ sentiment: 'negative', words: ['not happy', 'crashed'] })
    expect(readSentiment('客户不是很开心').words).toEqual(['不是很开心'])
    expect(readSentiment('happy but furious').words).toEqual(['furious'])
    expect(readSentiment('sent the price list').words).toEqual([])
  })

  it('knows at least 120 expressions of each language', () => {
    expect(ENGLISH_WEIGHTS.size).toBeGreaterThanOrEqual(120)
    expect(CHINESE_WEIGHTS.size).toBeGreaterThanOrEqual(120)
  })
})
