create function public.reset_member_factors(p_tenant_id uuid, p_user_id uuid, p_reason text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
  v_reason text := app.trimmed(p_reason, 500);
  v_row public.tenant_members;
begin
  if not app.second_factor_passed() then
    raise sqlstate 'PT409' using message = 'own_second_factor_missing', hint = 'Switch on your own second factor first.';
  end if;
  v_row := app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  if p_user_id = auth.uid() then
    raise sqlstate 'PT409' using message = 'own_second_factor', hint = 'Remove it on your own page.';
  end if;
  if coalesce(char_length(v_reason), 0) < 10 then
    raise sqlstate 'PT400' using message = 'reason_required';
  end if;
  if not app.has_second_factor(p_user_id) then
    return; -- said again
  end if;
  -- whoever leads one clinic has no say about the door of another
  if exists (
    select from public.tenant_members m
    where m.user_id = p_user_id and m.tenant_id <> p_tenant_id and m.status = 'active')
    or exists (select from app.saas_admins a where a.user_id = p_user_id)
  then
    raise sqlstate 'PT409' using message = 'member_of_other_clinics', hint = 'Ask the support of the service.';
  end if;
  perform app.forget_second_factor(p_user_id, null);
  delete from app.recovery_codes c where c.user_id = p_user_id;
  perform app.audit(p_tenant_id, 'second_factor.reset', 'member', p_user_id::text, null,
    jsonb_build_object('name', app.name_of_member(p_user_id)), v_reason);
  perform app.send_email(p_tenant_id, 'second_factor', p.email, jsonb_build_object('locale', p.locale, 'what', 'reset',
    'clinic', t.name, 'by', app.name_of_member(auth.uid())))
  from public.profiles p, public.tenants t where p.id = p_user_id and t.id = p_tenant_id;
end;
$$;
comment on function public.reset_member_factors(uuid, uuid, text) is
  'Caller: owner or admin (owners only over owners) who has passed a second factor, for somebody who lost theirs. Takes the factors and recovery codes of a member away, ends their sign-ins and tells them by e-mail. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden, PT404 member_not_found, PT409 own_second_factor_missing, PT409 own_second_factor, PT400 reason_required, PT409 member_of_other_clinics.';
revoke execute on function public.reset_member_factors(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.reset_member_factors(uuid, uuid, text) to authenticated;
