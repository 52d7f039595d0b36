create function public.cancel_intake_invite(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.intake_invites := app.lock_intake(p_tenant_id, p_id);
begin
  if v_row.submitted_at is not null then
    raise sqlstate 'PT409' using message = 'intake_already_answered';
  end if;
  if v_row.cancelled_at is null then
    update public.intake_invites set cancelled_at = now() where tenant_id = p_tenant_id and id = p_id;
    perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', p_id));
  end if;
end;
$$;
comment on function public.cancel_intake_invite(uuid, uuid) is
  'Caller: members. The link opens nothing but this news. Cancelling twice changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 intake_not_found, PT409 intake_already_answered.';
revoke execute on function public.cancel_intake_invite(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_intake_invite(uuid, uuid) to authenticated;
