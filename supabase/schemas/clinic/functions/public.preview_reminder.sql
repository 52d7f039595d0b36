create function public.preview_reminder(p_tenant_id uuid, p_payer_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_money_reader(p_tenant_id);
  return app.reminder_of(p_tenant_id, p_payer_id);
end;
$$;
comment on function public.preview_reminder(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. The reminder that a payer would get, and why not: {payer_id, name, overdue_cents, oldest_due_on, charges, thread_key, phone, last_reminded_at, next_on, allowed_at, is_decent_hour, body, problems: nothing_overdue|no_conversation|opted_out|too_soon|needs_permission}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found.';
revoke execute on function public.preview_reminder(uuid, uuid) from public, anon, authenticated;
grant execute on function public.preview_reminder(uuid, uuid) to authenticated;
