create function public.list_receipts(p_tenant_id uuid, p_payment_id uuid, p_cancelled boolean default true)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, false);
begin
  return (
    select coalesce(jsonb_agg(app.receipt_json(r) order by r.year, r.number), '[]') from public.receipts r
    where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id and (v_scope is null or r.therapist_id = v_scope)
      and (p_cancelled or r.cancelled_at is null));
end;
$$;
comment on function public.list_receipts(uuid, uuid, boolean) is
  'Caller: members; a therapist sees the own. Receipts of a payment with all that they say; p_cancelled: also those that hold no more. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_receipts(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.list_receipts(uuid, uuid, boolean) to authenticated;
