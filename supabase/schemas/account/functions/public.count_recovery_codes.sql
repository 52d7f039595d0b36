create function public.count_recovery_codes()
returns integer
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_own_second_factor();
begin
  return (select count(*) from app.recovery_codes c where c.user_id = v_user and c.used_at is null);
end;
$$;
comment on function public.count_recovery_codes() is
  'Caller: whoever is signed in. How many of their recovery codes still work. Errors: PT401 not_signed_in, PT403 second_factor_required.';
revoke execute on function public.count_recovery_codes() from public, anon, authenticated;
grant execute on function public.count_recovery_codes() to authenticated;
