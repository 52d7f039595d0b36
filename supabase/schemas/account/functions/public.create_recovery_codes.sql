create function public.create_recovery_codes()
returns text[]
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_own_second_factor();
  v_codes text[];
begin
  if not app.has_second_factor(v_user) then
    raise sqlstate 'PT409' using message = 'own_second_factor_missing', hint = 'Switch on your own second factor first.';
  end if;
  perform app.lock_person(v_user);
  delete from app.recovery_codes c where c.user_id = v_user;
  -- letters and digits that nobody mistakes for another: 60 bits a code
  select array_agg(substr(w.word, 1, 4) || '-' || substr(w.word, 5, 4) || '-' || substr(w.word, 9, 4)) into v_codes
  from (
    select (
      select string_agg(substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 1 + get_byte(b.bytes, i) % 32, 1), '')
      from generate_series(0, 11) i) as word
    from (select extensions.gen_random_bytes(12) as bytes from generate_series(1, 10)) b) w;
  insert into app.recovery_codes (user_id, code_hash)
  select v_user, app.recovery_code_hash(v_user, c) from unnest(v_codes) c;
  return v_codes;
end;
$$;
comment on function public.create_recovery_codes() is
  'Caller: whoever has a second factor and has passed it. Ten codes, shown once, each of which takes its place once; those before end. Errors: PT401 not_signed_in, PT403 second_factor_required, PT409 own_second_factor_missing.';
revoke execute on function public.create_recovery_codes() from public, anon, authenticated;
grant execute on function public.create_recovery_codes() to authenticated;
