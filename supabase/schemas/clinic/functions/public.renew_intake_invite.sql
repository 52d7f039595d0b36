create function public.renew_intake_invite(p_tenant_id uuid, p_id uuid, p_days integer default 7)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.intake_invites := app.lock_intake(p_tenant_id, p_id);
begin
  if p_days is null or p_days not between 1 and 60 then
    raise sqlstate 'PT400' using message = 'invalid_expiry', detail = '1 to 60 days';
  end if;
  if v_row.submitted_at is not null then
    raise sqlstate 'PT409' using message = 'intake_already_answered';
  end if;
  update public.intake_invites i set
    cancelled_at = null, opened_at = null, expires_at = now() + make_interval(days => p_days), texts = app.intake_texts_in_use(p_tenant_id),
    form_version = (select f.version from public.intake_forms f where f.tenant_id = p_tenant_id and f.id = i.form_id)
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', p_id));
  return jsonb_build_object('id', p_id, 'token', app.intake_link(p_tenant_id, p_id), 'expires_at', v_row.expires_at);
end;
$$;
comment on function public.renew_intake_invite(uuid, uuid, integer) is
  'Caller: members. Another link in the place of one that was lost, expired or cancelled, with form and texts of today; the old one opens nothing any more. Returns {id, token, expires_at}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_expiry, PT404 intake_not_found, PT409 intake_already_answered.';
revoke execute on function public.renew_intake_invite(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.renew_intake_invite(uuid, uuid, integer) to authenticated;
