export { createDashboard, type DashboardOptions } from './dashboard.routes.ts';
export { dashboardTexts } from './text.ts';
