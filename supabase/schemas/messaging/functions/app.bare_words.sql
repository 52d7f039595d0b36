create function app.bare_words(p_text text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  -- words alone: no links, marks or emoji; greetings, please and thanks aside; what is repeated once
  select btrim(regexp_replace(regexp_replace(replace(' ' || btrim(regexp_replace(
      regexp_replace(app.normalize_text(p_text), '\S+(://|\.\w{2,}/)\S*', ' ', 'g'), '[^a-z0-9]+', ' ', 'g')) || ' ', ' ', '  '),
    ' (oi+e?|ola|opa|bom  dia|boa  (tarde|noite)|por  (favor|gentileza)|favor|pf|pfv|pfvr|pls|plz|please|(muito  )?(obg|obrigad[ao]|brigad[ao])|grat[ao]|agradeco|valeu|vlw|thanks|thank  you|ok|tchau|ja) ', ' ', 'g'),
    '\s+', ' ', 'g'));
$$;
comment on function app.bare_words(text) is
  'What a message says besides greetings, please and thanks: normalised words with single spaces.';
revoke execute on function app.bare_words(text) from public, anon, authenticated;
grant execute on function app.bare_words(text) to service_role;
