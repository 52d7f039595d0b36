create function public.update_my_profile(p_full_name text, p_locale text)
returns public.profiles
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_own_second_factor();
  v_name text := app.require_name(p_full_name);
  v_row public.profiles;
begin
  if p_locale is null or p_locale not in ('pt-BR', 'en') then
    raise sqlstate 'PT400' using message = 'invalid_locale';
  end if;
  update public.profiles set full_name = v_name, locale = p_locale where id = v_user returning * into v_row;
  return v_row;
end;
$$;
comment on function public.update_my_profile(text, text) is 'Caller: oneself. Errors: PT401 not_signed_in, PT403 second_factor_required, PT400 invalid_name, PT400 invalid_locale.';
revoke execute on function public.update_my_profile(text, text) from public, anon, authenticated;
grant execute on function public.update_my_profile(text, text) to authenticated;
