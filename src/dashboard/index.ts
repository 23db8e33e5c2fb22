export { createColumnRouter } from './column.routes.ts';
export { createDashboard, type DashboardOptions } from './dashboard.routes.ts';
export { dashboardTexts } from './text.ts';
