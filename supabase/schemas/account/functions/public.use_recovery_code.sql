create function public.use_recovery_code(p_code text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
  v_left integer;
begin
  if not app.take_turn('recovery:' || v_user, 5, interval '15 minutes') then
    return jsonb_build_object('outcome', 'wait');
  end if;
  perform app.lock_person(v_user);
  update app.recovery_codes c set used_at = now()
  where c.user_id = v_user and c.code_hash = app.recovery_code_hash(v_user, p_code) and c.used_at is null;
  if not found then
    return jsonb_build_object('outcome', 'wrong');
  end if;
  perform app.forget_second_factor(v_user, app.session_id());
  select count(*) into v_left from app.recovery_codes c where c.user_id = v_user and c.used_at is null;
  perform app.audit(m.tenant_id, 'second_factor.recovered', 'second_factor', v_user::text, null, jsonb_build_object('codes_left', v_left))
  from public.tenant_members m where m.user_id = v_user and m.status = 'active';
  perform app.send_email(m.tenant_id, 'second_factor', p.email, jsonb_build_object('locale', p.locale, 'what', 'recovered'))
  from public.profiles p
  cross join lateral (
    select n.tenant_id from public.tenant_members n where n.user_id = v_user and n.status = 'active' order by n.tenant_id limit 1) m
  where p.id = v_user;
  return jsonb_build_object('outcome', 'accepted', 'left', v_left);
end;
$$;
comment on function public.use_recovery_code(text) is
  'Caller: whoever signed in with the password and lost the second factor. {outcome: accepted, wrong, or wait after five tries in fifteen minutes, left}: an accepted code takes all factors away, ends the other sign-ins and works no more. A refusal is answered, so that its count stays. Errors: PT401 not_signed_in.';
revoke execute on function public.use_recovery_code(text) from public, anon, authenticated;
grant execute on function public.use_recovery_code(text) to authenticated;
