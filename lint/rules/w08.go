package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
)

var w08 = &lint.Rule{
	ID: "W08", Name: "script-mix",
	Title:    lint.Say{ZH: "繁体字混用", EN: "a traditional character among simplified ones"},
	Severity: lint.Warning,
	Chars:    traditional,
	Check: func(p *lint.Pass) {
		s := p.Body
		var spans []source.Span
		for _, h := range p.Hits() {
			at := h.Span
			if traditionalRight(s, int(at.Start)) {
				continue
			}
			if !onPortal(p, at) && (len(spans) > manyTraditional || !named(p, at)) {
				spans = append(spans, at)
			}
		}
		foundTraditional(p, spans)
	},
}

// manyTraditional is how many of them make a text that was not meant to be
// simplified, or a passage that is quoted.
const manyTraditional = 12

func foundTraditional(p *lint.Pass, spans []source.Span) {
	if len(spans) > manyTraditional {
		p.Found(spans[0], lint.Say{ZH: "全文有繁体字%d处，请统一使用规范汉字。", EN: "The text holds %d traditional characters; please use one script."}, len(spans)).Also(spans[1:21]...)
		return
	}
	for _, at := range spans {
		p.Found(at, lint.Say{ZH: "“%s”是繁体字或异体字，请改用规范汉字。", EN: "%q is a traditional form; please use the standard character."}, p.In(at))
	}
}

// named reports whether at lies in the name of a person, which the bearer spells.
func named(p *lint.Pass, at source.Span) bool {
	for i := range p.Persons {
		if p.Persons[i].Name.Overlaps(at) {
			return true
		}
	}
	return false
}

// traditionalRight reports whether the character at i is right where it stands:
// in a firm's name or sign between quotes.
func traditionalRight(s string, i int) bool {
	open := strings.LastIndex(s[max(0, i-30):i], "“")
	return open >= 0 && !strings.Contains(s[max(0, i-30)+open:i], "”")
}

// traditional are the characters that only traditional writing knows. Characters
// that both know (乾 著 后 里 余 干 徵 瞭 藉 夥 昇 堃 喆) are left out.
const traditional = "" +
	"來係個們備傳傷傾價儀億償優儲兒內兩冊凍則剛創劃劇劑勁動務勝勞勢勵勸匯區協員問喪喬單嗎嘗噸嚴國圍園圓圖團報場壇壓壞壩壯壽夢" +
	"夾奪奮婦孫學實寧審寫寬寶將專尋對導屆層屬岡島嶼帥師帳帶幣幫幹幾庫廟廠廢廣廳張彈彎彙徑從復恆恥悅惡惱愛態慘慣慮慶憂憐憑憲應" +
	"懶懷懸戰戲戶掃掛採揚換損搖搶摟擁擇擊擋擔據擠擬擴攔攜攝攤敗敘敵數斬斷時暫曆書會朧東條棄棗業極榮構槍樂樑樓標樣樹橋機橫檔檢" +
	"櫃權歐歡歲歷歸殘殺毀氣決沒況淚淨淺減測湯準溝滅滬滯滿漁漢漲潔潤濃濕濟濤濱灑灘灣災為烏無煙煩熱燈燒營爐爭爺牆狀猶獎獨獲現瑪" +
	"環產畝異當疇瘋療癒發盜盡監盤眾睜瞞矯碩確碼磚礎礦禍禮稅種稱積穩窩窮竊競筆筍節範築簡簽籃籌糧紀約紅純紙級紛細終組結絕絡給統" +
	"絲經綜綠維綱網緊緒線緣編緩練縣縮縱總績織繫繳繼續纖習聖聞聯聰聲職聽肅脅脈腦腳腸膚膠臉臨臺與舉舊艙艦艱艷莊華萬葉葯蒼蓋蔣薦" +
	"藍藝藥蘇蘭處虛號虧蝦螞蟲蠟裏補裝裡製複襲見規視親覺覽觀觸訂計訊訓託記訪設許評詞試詩話該詳語誠誤說誰課調談請論諸諾謀謂講謝" +
	"謹證識譜議護譽讀變讓財貢貧貨販貪貫責貴買貸費貿賀資賞賠賢賣質賬賴購贈贊趕趙跡躍車軌軍軟較載輔輕輛輝輩輪輯輸轄轉辦農逕這連" +
	"週進遊運過達違遠適遲選遺邁還邊邏鄉鄭鄰醫醬釀釋釘針釣鈔鈕鈴鉛鉤銀銅銳銷鋁鋪鋼錄錢錦錯鍋鍛鍵鎖鎮鏈鏡鐘鐵鑄鑒鑰長門閃閉開閑" +
	"閒間閘閱闊關陣陰陳陸陽隊階際隨險隱隻雖雙雜雞離難雲電霧靈靜響頁頂項順須預頓頗領頭頸頻顆題額願顛類顧顯風颱飛飯飲飼飽餃餅養" +
	"餓餘館饑駐駕騎騙騰驅驕驗驚體髮鬥鬧魚鮮鳥鳴麥黃點黨齊齒龍龜"
