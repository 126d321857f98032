/** Shapes of what the server answers, and where the build put what a page loads late. */

declare global {
  /** Put in by the build: the addresses of a page's late part; its HTML by language. */
  const LATE: { mjs: string; css: string; html: Record<string, string> };
}

export interface App {
  id: string;
  names: { en: string; es: string };
  icon: string | null;
  background: string;
  category: string;
  link: string;
}

export interface Dashboard {
  person: { given_name: string; role: string; picture: string; colour: string };
  apps: App[];
}

export interface Portal {
  name: string;
  district: string;
  phone: string | null;
  sounds: boolean;
}
