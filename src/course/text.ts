import type { RoomTexts } from '../i18n/index.ts';
import en from './text.en.json' with { type: 'json' };
import fi from './text.fi.json' with { type: 'json' };
import sv from './text.sv.json' with { type: 'json' };

declare module '../i18n/translate.ts' {
  interface TextRooms {
    course: typeof fi;
  }
}

export const courseTexts: RoomTexts = { fi, sv, en };
