-- Sign-up: profile, clinic and ownership in the transaction that creates the user. It must never make the
-- sign-up fail, so bad metadata means defaults and a bad clinic name means no clinic (the app asks again).
create function app.tg_users__create_profile()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_meta jsonb := case when jsonb_typeof(new.raw_user_meta_data) = 'object' then new.raw_user_meta_data else '{}'::jsonb end;
  v_clinic text := coalesce(app.normalize_name(left(v_meta ->> 'clinic_name', 1000)), '');
  v_zone text := coalesce(v_meta ->> 'time_zone', 'America/Sao_Paulo');
begin
  insert into public.profiles (id, full_name, email, locale)
  values (
    new.id,
    coalesce(app.normalize_name(left(app.normalize_name(left(v_meta ->> 'full_name', 1000)), 120)), ''),
    lower(coalesce(new.email, '')),
    case when v_meta ->> 'locale' in ('pt-BR', 'en') then v_meta ->> 'locale' else 'pt-BR' end
  )
  on conflict (id) do nothing;
  if char_length(v_clinic) between 2 and 120 and not (select s.single_tenant from app.settings s) then
    if not exists (select from pg_catalog.pg_timezone_names z where z.name = v_zone) then
      v_zone := 'America/Sao_Paulo';
    end if;
    perform app.found_tenant(new.id, v_clinic, v_zone);
  end if;
  return new;
end;
$$;
revoke execute on function app.tg_users__create_profile() from public, anon, authenticated;
