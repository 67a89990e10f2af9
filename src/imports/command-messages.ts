import { wording } from '../chat/wording.ts'

const why = {
  en: { ENOENT: 'there is no such file', EACCES: 'you may not read it', EISDIR: 'it is a folder' } as Record<string, string>,
  'zh-CN': { ENOENT: '文件不存在', EACCES: '没有权限读取', EISDIR: '这是一个文件夹' } as Record<string, string>,
}

export const commandWords = wording({
  en: {
    file: (path: string, code: string) => `${path} cannot be read: ${why.en[code] ?? code}.`,
    report: (path: string, code: string) => `The report ${path} cannot be written (${code}).`,
  },
  'zh-CN': {
    file: (path: string, code: string) => `无法读取 ${path}：${why['zh-CN'][code] ?? code}。`,
    report: (path: string, code: string) => `无法写入报告文件 ${path}（${code}）。`,
  },
})
