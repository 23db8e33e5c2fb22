export { createAdmin, type AdminOptions, type OperatorPage } from './admin.routes.ts';
export { createOperatorLinkStore, operatorAddress } from './operator-link.store.ts';
export { adminTexts } from './text.ts';
