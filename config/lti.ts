/** What registration tells a platform about this tool. */
export const TOOL = {
  name: 'SOSRAKE',
  description: {
    fi: 'Rakenteellisen sosiaalityön kurssi, osaamisen itsearviointi ja työpajatehtävät.',
    sv: 'Kurs i strukturellt socialt arbete, självvärdering av kompetens och workshopuppgifter.',
    en: 'A course on structural social work, a self-assessment of competence and workshop assignments.',
  },
} as const;

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';

/** Asked for at registration: asking later would mean registering every LMS again. */
export const SCOPES = [
  `${AGS}/lineitem`,
  `${AGS}/result.readonly`,
  `${AGS}/score`,
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
] as const;

/** Names, so that teachers do not grade "participant 4711"; never e-mail. */
export const CLAIMS = ['iss', 'sub', 'name', 'given_name', 'family_name'] as const;

/** Variables that every launch shall carry, by the name of the custom parameter. */
export const CUSTOM_PARAMETERS = {
  context_history: '$Context.id.history',
  user_groups: '$Moodle.Person.userGroupIds',
} as const;
