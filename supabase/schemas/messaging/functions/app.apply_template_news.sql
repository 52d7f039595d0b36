-- What WhatsApp decided about one template, told by a webhook; one that was never listed here comes with the next look.
create function app.apply_template_news(p_tenant_id uuid, p_channel_id uuid, p_action jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.message_templates t set
    status = coalesce(p_action ->> 'status', t.status),
    category = coalesce(p_action ->> 'category', t.category),
    quality = coalesce(lower(p_action ->> 'quality'), t.quality),
    rejection_reason = case when p_action ? 'status' then p_action ->> 'rejection_reason' else t.rejection_reason end,
    updated_at = now()
  where t.tenant_id = p_tenant_id and t.channel_id = p_channel_id and t.external_id = p_action ->> 'external_id';
  if not found then
    update public.meta_accounts a set templates_synced_at = null
    where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.templates_synced_at is not null;
  end if;
end;
$$;
revoke execute on function app.apply_template_news(uuid, uuid, jsonb) from public, anon, authenticated;
