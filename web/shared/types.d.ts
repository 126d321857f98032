/** Shapes of what the server answers. */

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
