create function public.close_deal(
  p_tenant_id uuid, p_id uuid, p_version integer, p_status text, p_reason_id uuid default null, p_note text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.deals;
begin
  perform app.require_seller(p_tenant_id);
  if p_status is null or p_status not in ('won', 'lost', 'open') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  v_row := app.lock_deal(p_tenant_id, p_id);
  if v_row.status = p_status then
    return public.get_deal(p_tenant_id, p_id);
  end if;
  if v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if p_status = 'lost' and not exists (select from public.deal_lost_reasons r where r.tenant_id = p_tenant_id and r.id = p_reason_id) then
    raise sqlstate 'PT400' using message = 'reason_required';
  end if;
  update public.deals d set status = p_status, closed_at = case when p_status <> 'open' then clock_timestamp() end,
    lost_reason_id = case when p_status = 'lost' then p_reason_id end, lost_note = case when p_status = 'lost' then app.trimmed(p_note, 500) end,
    stage_since = clock_timestamp(), version = d.version + 1
  where d.tenant_id = p_tenant_id and d.id = p_id;
  if p_status = 'won' then
    update public.contacts c set stage = 'customer', version = c.version + 1
    where c.tenant_id = p_tenant_id and c.id = v_row.contact_id and c.stage <> 'customer';
  end if;
  perform app.note_sale(p_tenant_id, 'deal', p_id, case p_status when 'open' then 'reopened' else p_status end,
    jsonb_build_object('status', v_row.status), jsonb_strip_nulls(jsonb_build_object('status', p_status, 'value_cents', v_row.value_cents,
      'reason', (select r.name from public.deal_lost_reasons r where r.tenant_id = p_tenant_id and r.id = p_reason_id and p_status = 'lost'),
      'note', case when p_status = 'lost' then app.trimmed(p_note, 500) end)));
  return public.get_deal(p_tenant_id, p_id);
end;
$$;
comment on function public.close_deal(uuid, uuid, integer, text, uuid, text) is
  'Caller: who sells. won, lost (with one of the clinic''s reasons) or open again. Whoever bought is a customer from now on. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 deal_not_found, PT400 invalid_status, PT400 reason_required, PT409 changed_meanwhile.';
revoke execute on function public.close_deal(uuid, uuid, integer, text, uuid, text) from public, anon, authenticated;
grant execute on function public.close_deal(uuid, uuid, integer, text, uuid, text) to authenticated;
