create function public.allow_reminders(p_tenant_id uuid, p_payer_id uuid, p_allowed boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_payer(p_tenant_id, p_payer_id);
  update public.payers y set
    reminders_allowed_at = case when p_allowed then coalesce(y.reminders_allowed_at, now()) end,
    reminders_allowed_by = case when p_allowed then coalesce(y.reminders_allowed_by, auth.uid()) end
  where y.tenant_id = p_tenant_id and y.id = p_payer_id;
  return app.reminder_of(p_tenant_id, p_payer_id);
end;
$$;
comment on function public.allow_reminders(uuid, uuid, boolean) is
  'Caller: owner, admin and operator. Notes that a payer has permitted reminders in writing, or no longer. Answers preview_reminder. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found.';
revoke execute on function public.allow_reminders(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.allow_reminders(uuid, uuid, boolean) to authenticated;
