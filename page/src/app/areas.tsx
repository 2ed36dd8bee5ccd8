import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Schemas } from '../api/client';

/** A part of the page with an address of its own. */
export interface Area {
  readonly path: string;
  readonly title: string;
  readonly page: LazyExoticComponent<ComponentType>;
  /** Shown only to whoever may this for the whole site; null: to everybody. */
  readonly needs: Schemas['Permission'] | null;
  /** Listed only where the page is a project's own. */
  readonly ofProject?: true;
}

/** Every area, in the order of the navigation; what lies below a path is the area's own. */
export const AREAS: readonly Area[] = [
  { path: '/report', title: 'Report', page: lazy(() => import('../report')), needs: null },
  { path: '/pictures', title: 'Pictures', page: lazy(() => import('../pictures')), needs: null },
  { path: '/project', title: 'This project', page: lazy(() => import('../project')), needs: null, ofProject: true },
  { path: '/own', title: 'My usage', page: lazy(() => import('../own')), needs: null },
  { path: '/privacy', title: 'Privacy', page: lazy(() => import('../privacy')), needs: null },
  { path: '/admin', title: 'Settings', page: lazy(() => import('../admin')), needs: 'admin' },
];

/** The area of a path; the first one for the root, none for a path that leads nowhere. */
export function areaOf(path: string): Area | undefined {
  if (path === '/' || path === '/index.html') return AREAS[0];
  return AREAS.find((area) => path === area.path || path.startsWith(`${area.path}/`));
}
